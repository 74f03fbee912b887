// htmx: the CSRF token on every request, and words for what the server refuses. A refused form keeps what was typed.
import htmx from "htmx.org";
import { toast } from "./toasts";

const PLAIN = 300;

function wordsFor(status: number): string {
  const words = document.getElementById("toasts")?.dataset ?? {};
  const known: Record<number, string | undefined> = {
    0: words.offline, 403: words.forbidden, 404: words.gone, 409: words.stale, 410: words.gone, 413: words.large,
  };
  return known[status] ?? (status < 500 ? words.refused : words.failed) ?? "";
}

// A refusal's own short text, when the server sent one (plain, not a page).
function ownWords(request: XMLHttpRequest): string {
  const body = request.responseText.trim();
  return body && body.length < PLAIN && !body.startsWith("<") ? body : "";
}

export const csrf = (): string => document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content ?? "";

// Nothing that the content security policy forbids; 422 is a form with its errors, and is shown.
function configure(): void {
  htmx.config.includeIndicatorStyles = false;
  htmx.config.allowEval = false;
  htmx.config.allowScriptTags = false;
  htmx.config.historyCacheSize = 0;
  htmx.config.refreshOnHistoryMiss = true;
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ];
}

export function startRequests(): void {
  configure();
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { headers, parameters, verb } = (event as CustomEvent).detail;
    headers["X-CSRFToken"] = csrf();
    // An address tells only what was chosen.
    if (verb === "get") for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const request = (event as CustomEvent).detail.xhr as XMLHttpRequest;
    toast(ownWords(request) || wordsFor(request.status), "error");
  });
  document.body.addEventListener("htmx:sendError", () => toast(wordsFor(0), "error"));
  document.body.addEventListener("htmx:timeout", () => toast(wordsFor(0), "error"));
}
