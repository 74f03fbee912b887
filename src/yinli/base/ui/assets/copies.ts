// A button with data-copies="id" puts that field's text on the clipboard, and says so in its own words.
export function startCopies(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copies]");
    const field = document.getElementById(button?.dataset.copies ?? "") as HTMLInputElement | null;
    if (!button || !field) return;
    field.select();
    // Browsers hand out the clipboard under TLS and on this machine only; elsewhere the text stays selected.
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(field.value);
    const words = button.querySelector("span");
    if (words) words.textContent = button.dataset.copied ?? "";
  });
}
