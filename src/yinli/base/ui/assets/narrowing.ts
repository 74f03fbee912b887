// A long list of choices is narrowed by what is typed over it. What is chosen stays in sight: nobody sends it unseen.
function narrow(input: HTMLInputElement): void {
  const wanted = input.value.trim().toLowerCase();
  const list = document.getElementById(input.dataset.narrows ?? "");
  for (const one of list?.children ?? []) {
    const chosen = one.querySelector<HTMLInputElement>("input")?.checked;
    (one as HTMLElement).hidden = !chosen && !(one.textContent ?? "").toLowerCase().includes(wanted);
  }
}

export function startNarrowing(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("[data-narrows]")) input.hidden = false;
  document.addEventListener("input", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.dataset.narrows) narrow(input);
  });
  // Enter looks for somebody; it does not send the form.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.target as HTMLElement).dataset?.narrows) event.preventDefault();
  });
}
