// Boards: a card dropped on a lane asks the server; refused, it goes back to where it was.
import Sortable from "sortablejs";
import { csrf } from "./requests";
import { toast } from "./toasts";

async function ask(card: HTMLElement, to: string): Promise<Response> {
  const body = new URLSearchParams({ to, seen: card.dataset.seen ?? "" });
  const headers = { "X-CSRFToken": csrf(), "HX-Request": "true", Accept: "text/plain, text/html" };
  return fetch(card.dataset.move ?? "", { method: "POST", body, headers });
}

// A lane may show only the first of its cards: its count is changed, not counted again.
function recount(from: Element | null | undefined, to: Element | null | undefined): void {
  for (const [lane, by] of [[from, -1], [to, 1]] as const) {
    const shown = lane?.closest(".lane")?.querySelector(".lane-head .count");
    if (shown) shown.textContent = String(Number(shown.textContent?.replace(/\D/g, "")) + by);
  }
}

// What the server says on success: the card's new version in X-Version, or a page to reload (HX-Refresh, HX-Redirect).
function follow(answer: Response, card: HTMLElement): void {
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) return location.assign(elsewhere);
  if (answer.headers.get("HX-Refresh")) return location.reload();
  card.dataset.seen = answer.headers.get("X-Version") ?? card.dataset.seen;
}

async function move(card: HTMLElement, to: string, back: () => void): Promise<void> {
  const words = document.getElementById("toasts")?.dataset ?? {};
  card.classList.add("is-busy");
  try {
    const answer = await ask(card, to);
    const text = (await answer.text()).trim();
    if (answer.ok) return follow(answer, card);
    back();
    toast((text.startsWith("<") ? "" : text) || words.refused || "", "error");
  } catch {
    back();
    toast(words.offline ?? "", "error");
  } finally {
    card.classList.remove("is-busy");
  }
}

function startLane(lane: HTMLElement): void {
  new Sortable(lane, {
    group: "board",
    sort: false,
    animation: 120,
    // The mouse's own drag: one behaviour in every browser, and a click still opens the card.
    forceFallback: true,
    fallbackTolerance: 4,
    fallbackOnBody: true,
    draggable: "[data-move]",
    filter: ".menu",
    preventOnFilter: false,
    delay: 180,
    delayOnTouchOnly: true,
    ghostClass: "is-ghost",
    onEnd: ({ item, from, to, oldIndex }) => {
      if (from === to) return;
      recount(from, to);
      void move(item, to.dataset.lane ?? "", () => {
        from.insertBefore(item, from.children[oldIndex ?? 0] ?? null);
        recount(to, from);
      });
    },
  });
}

function startLanes(within: ParentNode): void {
  for (const lane of within.querySelectorAll<HTMLElement>("[data-lane]")) if (!Sortable.get(lane)) startLane(lane);
}

export function startBoards(): void {
  startLanes(document);
  document.body.addEventListener("htmx:load", (event) => startLanes((event as CustomEvent<{ elt: HTMLElement }>).detail.elt));
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-move-to]");
    const card = button?.closest<HTMLElement>("[data-move]");
    if (!button || !card) return;
    const from = card.parentElement;
    const beside = card.nextElementSibling;
    const to = button.closest("[data-board]")?.querySelector(`[data-lane="${button.dataset.moveTo}"]`);
    to?.append(card);
    recount(from, to);
    void move(card, button.dataset.moveTo ?? "", () => {
      from?.insertBefore(card, beside);
      recount(to, from);
    });
  });
}
