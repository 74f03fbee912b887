// The review page: a value shows where it was read, a place in the text shows its records, and j k a x decide.
import "./styles/intake.css";

type Span = [number, number];

const spansOf = (text = ""): Span[] => text.split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number) as Span);
const meets = (spans: Span[], from: number, to: number) => spans.some(([a, b]) => a < to && from < b);
const review = () => document.querySelector<HTMLElement>("[data-review]");
const marks = () => [...document.querySelectorAll<HTMLElement>(".reading-text mark")];
const evidence = () => [...document.querySelectorAll<HTMLElement>(".ev[data-spans]")];

function show(pane: string): void {
  const page = review();
  if (!page) return;
  page.dataset.pane = pane;
  for (const tab of page.querySelectorAll<HTMLElement>("[data-shows]"))
    tab.setAttribute("aria-pressed", String(tab.dataset.shows === pane));
}

function dim(): void {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
}

function light(spans: Span[]): HTMLElement[] {
  dim();
  const lit = marks().filter((mark) => meets(spans, Number(mark.dataset.from), Number(mark.dataset.to)));
  for (const mark of lit) mark.classList.add("is-lit");
  return lit;
}

function into(part: HTMLElement | undefined): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  part?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function tell(button: HTMLElement, at: number, count: number): void {
  const why = document.getElementById("why");
  if (why) why.textContent = `${why.dataset.rule} ${button.dataset.rules}${count > 1 ? ` · ${at + 1}/${count}` : ""}`;
}

// Each click goes on to the next place where the value stands.
function follow(button: HTMLElement): void {
  const spans = spansOf(button.dataset.spans);
  const at = Number(button.dataset.at ?? -1) + 1 < spans.length ? Number(button.dataset.at ?? -1) + 1 : 0;
  button.dataset.at = String(at);
  show("text");
  const lit = light(spans);
  tell(button, at, spans.length);
  into(lit.find((mark) => meets([spans[at]], Number(mark.dataset.from), Number(mark.dataset.to))));
}

const pointing = (mark: HTMLElement) =>
  evidence().filter((button) => meets(spansOf(button.dataset.spans), Number(mark.dataset.from), Number(mark.dataset.to)));

function lead(mark: HTMLElement): void {
  const [first] = pointing(mark).sort((a, b) => extent(a) - extent(b));
  const card = first?.closest<HTMLElement>("[data-item]");
  if (!card) return;
  show("records");
  first.closest("details")?.setAttribute("open", "");
  choose(card);
}

const extent = (button: HTMLElement) => Math.min(...spansOf(button.dataset.spans).map(([a, b]) => b - a));

function hover(target: Element): void {
  const value = target.closest(".it-row")?.querySelector<HTMLElement>(".ev");
  const mark = target.closest<HTMLElement>(".reading-text mark");
  if (value) light(spansOf(value.dataset.spans));
  else if (mark) {
    dim();
    mark.classList.add("is-lit");
    for (const button of pointing(mark)) button.closest(".it-row")?.classList.add("is-lit");
  } else dim();
}

const items = () => [...document.querySelectorAll<HTMLElement>("[data-item]")];
const current = () => document.querySelector<HTMLElement>("[data-item].is-current");

function choose(card: HTMLElement | undefined): void {
  if (!card) return;
  current()?.classList.remove("is-current");
  card.classList.add("is-current");
  card.focus({ preventScroll: true });
  into(card);
}

function step(by: number): void {
  const all = items();
  const at = all.indexOf(current() as HTMLElement);
  choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

const press = (kind: string) => current()?.querySelector<HTMLElement>(`.it-${kind}`)?.click();
const keys: Record<string, () => void> = {
  j: () => step(1), k: () => step(-1), a: () => press("accepted"), x: () => press("rejected"),
};

function typed(event: KeyboardEvent): void {
  const typing = (event.target as Element).closest("input, textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.keysOff || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
}

function clicked(event: Event): void {
  const target = event.target as Element;
  const button = target.closest<HTMLElement>(".ev[data-spans]");
  const mark = target.closest<HTMLElement>(".reading-text mark");
  const tab = target.closest<HTMLElement>("[data-shows]");
  if (button) follow(button);
  else if (mark) lead(mark);
  else if (tab) show(tab.dataset.shows ?? "");
}

function legend(event: Event): void {
  const box = event.target as HTMLInputElement;
  if (box.dataset.legend) document.querySelector(".reading-text")?.classList.toggle(`no-${box.dataset.legend}`, !box.checked);
}

export function startReview(): void {
  // A span in the address (a document opened from a record) is already lit: bring it into view.
  document.querySelector(".reading-text .is-cited")?.scrollIntoView({ block: "center" });
  if (!review()) return;
  document.addEventListener("click", clicked);
  document.addEventListener("change", legend);
  document.addEventListener("keydown", typed);
  document.addEventListener("pointerover", (event) => hover(event.target as Element));
  document.addEventListener("focusin", (event) => {
    const card = (event.target as Element).closest<HTMLElement>("[data-item]");
    if (card && card !== current()) {
      current()?.classList.remove("is-current");
      card.classList.add("is-current");
    }
    hover(event.target as Element);
  });
}

startReview();
