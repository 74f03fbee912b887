// Buttons that print the page; the style sheet leaves out what paper has no use for.
export function startPrinting(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-prints]")) window.print();
  });
}
