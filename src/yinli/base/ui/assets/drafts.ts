// What is typed into a form with data-draft stays in this browser until it is kept on the server: it survives a lost
// page, a refusal and a session that has ended. It belongs to one person, and goes when another one logs in.
import { toast } from "./toasts";

// Per field what stood there before anybody typed, and what was typed.
type Typed = Record<string, { was: string; now: string }>;
type Part = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const KIND = "draft:";
// The draft whose form was sent and of which no answer has been seen yet; of this tab alone.
const SENT = "draft-sent";
const page = (): DOMStringMap => document.body.dataset;
const owner = (): string => page().reader ?? "";
const draftKey = (form: HTMLFormElement): string =>
  `${KIND}${owner()}:${location.pathname}:${form.dataset.draft}`;
const drafted = (): HTMLFormElement[] => [...document.querySelectorAll<HTMLFormElement>("form[data-draft]")];

function parts(form: HTMLFormElement): Part[] {
  return [...form.elements].filter(
    (part): part is Part =>
      part instanceof HTMLTextAreaElement || part instanceof HTMLSelectElement ||
      (part instanceof HTMLInputElement && !["hidden", "password", "file", "checkbox", "radio"].includes(part.type)),
  ).filter((part) => part.name);
}

function firstValue(part: Part): string {
  if (!(part instanceof HTMLSelectElement)) return part.defaultValue;
  return ([...part.options].find((option) => option.defaultSelected) ?? part.options[0])?.value ?? "";
}

const kept = (key: string): Typed => JSON.parse(localStorage.getItem(key) ?? "{}") as Typed;

export function saveDraft(form: HTMLFormElement): void {
  const key = draftKey(form);
  const before = kept(key);
  const typed: Typed = {};
  for (const part of parts(form)) {
    const was = before[part.name]?.was ?? firstValue(part);
    if (part.value !== was) typed[part.name] = { was, now: part.value };
  }
  if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify(typed));
  else localStorage.removeItem(key);
}

// Only into a field that stands as it stood then: what others wrote meanwhile is not written over.
function restore(form: HTMLFormElement): boolean {
  const typed = kept(draftKey(form));
  const lost = parts(form).filter((part) => {
    const draft = typed[part.name];
    return draft && part.value !== draft.now && part.value === draft.was;
  });
  for (const part of lost) part.value = typed[part.name].now;
  return lost.length > 0;
}

// Told when a form is sent: only the next page shows what became of it.
export function draftSent(form: HTMLFormElement): void {
  sessionStorage.setItem(SENT, draftKey(form));
}

// A page that answers a form itself refuses it; what was saved leads on to a page of its own. On the way through a
// question who it is (data-asks) nothing is decided yet.
function settle(): void {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  if ("asks" in page()) return document.addEventListener("click", givenUp);
  sessionStorage.removeItem(SENT);
  const refused = !owner() || "refused" in page() || !document.referrer.startsWith(location.origin);
  const sameForm = drafted().some((form) => draftKey(form) === key);
  if (!refused && !sameForm) localStorage.removeItem(key);
}

// Whoever leaves the question by a link, but to answer it in another way, has not sent the form after all.
function givenUp(event: Event): void {
  if ((event.target as Element).closest("a:not([data-way])")) sessionStorage.removeItem(SENT);
}

const everybodys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(KIND));

function forgetOthers(): void {
  if (!owner()) return;
  for (const key of everybodys()) if (!key.startsWith(`${KIND}${owner()}:`)) localStorage.removeItem(key);
}

// Whoever logs out leaves nothing; browsers empty the store at our word only where the page came by TLS.
export function forgetAll(): void {
  for (const key of everybodys()) localStorage.removeItem(key);
}

export function startDrafts(): void {
  forgetOthers();
  const waits = document.querySelector<HTMLElement>("[data-draft-waits]");
  if (waits) waits.hidden = !everybodys().length;
  settle();
  if (drafted().map(restore).some(Boolean)) toast(document.getElementById("toasts")?.dataset.restored ?? "");
}
