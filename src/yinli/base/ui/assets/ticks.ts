// Rows of a list that are ticked: all at once, and how many. That the bar shows only then is the style sheet's.
export function startTicks(): void {
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const form = box.closest<HTMLFormElement>("[data-ticks]");
    if (!form) return;
    const ticks = [...form.querySelectorAll<HTMLInputElement>("[data-tick]")];
    if (box.hasAttribute("data-tick-all")) ticks.forEach((tick) => { tick.checked = box.checked; });
    const says = form.querySelector("[data-tick-count]");
    if (says) says.textContent = String(ticks.filter((tick) => tick.checked).length);
  });
}
