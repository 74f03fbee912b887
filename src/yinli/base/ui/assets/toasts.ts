// Short words that come and go; what went wrong stays until it is closed.
type Told = { level: string; text: string };

const MILLISECONDS = 6000;

export function toast(text: string, level = "info"): void {
  const note = document.createElement("div");
  note.className = `toast-note toast-${level}`;
  note.textContent = text;
  document.getElementById("toasts")?.append(note);
  dismissable(note);
}

function dismissable(note: HTMLElement): void {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.textContent = "×";
  close.setAttribute("aria-label", document.getElementById("toasts")?.dataset.close ?? "");
  close.addEventListener("click", () => note.remove());
  note.append(close);
  const stays = ["error", "warning"].some((level) => note.classList.contains(`toast-${level}`));
  if (!stays) setTimeout(() => note.remove(), MILLISECONDS);
}

export function startToasts(): void {
  for (const note of document.querySelectorAll<HTMLElement>("[data-toast]")) dismissable(note);
  document.body.addEventListener("ui:messages", (event) => {
    for (const { level, text } of (event as CustomEvent<{ list: Told[] }>).detail.list) toast(text, level);
  });
}
