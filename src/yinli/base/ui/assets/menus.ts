// Menus are <details class="menu">: they close by Escape, by a click elsewhere, and by choosing.
const open = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");

export function startMenus(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    for (const menu of open())
      if (!menu.contains(target) || target.closest(".menu-item")) menu.open = false;
  });
  // One place up in a list whose order is sent with its form.
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-up]");
    const row = button?.closest("li");
    row?.previousElementSibling?.before(row);
    button?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-toggles]");
    const part = button && document.getElementById(button.dataset.toggles ?? "");
    if (!button || !part) return;
    const shown = part.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(shown));
  });
}
