// Light, dark, or as the system: a change is painted at once and kept in cookies.
import { keep } from "./cookies";

const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function paint(choice: string): void {
  const shown = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  root.dataset.theme = choice;
  root.dataset.bsTheme = shown;
  keep("scheme", shown);
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-is]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeIs === choice));
}

export function startThemes(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-theme-is]");
    if (!button) return;
    const choice = button.dataset.themeIs ?? "auto";
    keep("theme", choice === "auto" ? "" : choice);
    paint(choice);
  });
  dark.addEventListener("change", () => { if (root.dataset.theme === "auto") paint("auto"); });
}
