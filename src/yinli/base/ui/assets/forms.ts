// Forms: Ctrl+Enter saves, a form is sent once, files show their names.
import { draftSent, forgetAll, saveDraft, startDrafts } from "./drafts";

function showFiles(input: HTMLInputElement): void {
  const shown = input.closest("[data-drop]")?.querySelector("[data-drop-files]");
  if (shown) shown.textContent = [...(input.files ?? [])].map((file) => file.name).join(" · ");
}

function startDrops(): void {
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
    document.addEventListener(kind, (event) => {
      const zone = (event.target as Element).closest?.("[data-drop]");
      zone?.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
    });
}

function sentOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  // A file comes and the page stays: it can be asked for again.
  if (form.dataset.downloads !== undefined) return form.closest("dialog")?.close();
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  if (form.dataset.draft) draftSent(form);
  if (form.dataset.logsOut !== undefined) forgetAll();
  event.submitter?.classList.add("is-busy");
}

export function startForms(): void {
  startDrafts();
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLInputElement).form;
    if (form?.dataset.draft) saveDraft(form);
  });
  document.addEventListener("change", (event) => {
    const target = event.target as HTMLInputElement;
    if (target.type === "file") showFiles(target);
    if (target.dataset.submits !== undefined) target.form?.requestSubmit();
  });
  document.addEventListener("submit", sentOnce);
  // A page brought back by the Back button can be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) (event.target as HTMLInputElement).form?.requestSubmit();
  });
  startDrops();
}
