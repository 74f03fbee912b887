// Single keys: / search, ? help, g + letter to a place, j and k through a list. They can be switched off.
const typing = (target: EventTarget | null) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;

function places(): Map<string, string> {
  const pairs = document.querySelector<HTMLElement>("[data-shortcuts]")?.dataset.shortcuts?.trim().split(/\s+/) ?? [];
  return new Map(pairs.filter(Boolean).map((pair) => pair.split("=") as [string, string]));
}

function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-rows] .row-link")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

const open = (id: string) => (document.getElementById(id) as HTMLDialogElement | null)?.showModal();
const seek = () => (document.getElementById("seek") ?? document.querySelector<HTMLElement>(".sieve-seek input"))?.focus();

export function startKeys(): void {
  const going = places();
  const single: Record<string, () => void> = { "/": seek, "?": () => open("keys"), j: () => step(1), k: () => step(-1) };
  let afterG = 0;
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || localStorage.keysOff) return;
    const place = Date.now() - afterG < 1200 ? going.get(event.key) : undefined;
    afterG = event.key === "g" ? Date.now() : 0;
    if (place) location.assign(place);
    else if (single[event.key]) {
      event.preventDefault();
      single[event.key]();
    }
  });
  const on = document.getElementById("keys-on") as HTMLInputElement | null;
  if (!on) return;
  on.checked = !localStorage.keysOff;
  on.addEventListener("change", () => { on.checked ? localStorage.removeItem("keysOff") : (localStorage.keysOff = "1"); });
}
