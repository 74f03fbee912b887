// <dialog> by data-opens="id"; closed by data-closes, by Escape, by a click beside it.
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) (document.getElementById(opener.dataset.opens ?? "") as HTMLDialogElement | null)?.showModal();
    if (target.closest("[data-closes]") || target instanceof HTMLDialogElement) target.closest("dialog")?.close();
  });
}
