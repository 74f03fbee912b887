// Forms: Ctrl+Enter saves, a form is sent once, drafts survive a lost page, files show their names.
const draftKey = (form: HTMLFormElement) => `draft:${location.pathname}:${form.dataset.draft}`;

type Typed = Record<string, string>;

function kept(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter(
    (part): part is HTMLInputElement =>
      part instanceof HTMLTextAreaElement || part instanceof HTMLSelectElement ||
      (part instanceof HTMLInputElement && !["hidden", "password", "file", "checkbox", "radio"].includes(part.type)),
  ) as HTMLInputElement[];
}

function restore(form: HTMLFormElement): void {
  const typed = JSON.parse(localStorage.getItem(draftKey(form)) ?? "{}") as Typed;
  for (const part of kept(form)) if (typed[part.name] && !part.value) part.value = typed[part.name];
}

function saveDraft(form: HTMLFormElement): void {
  const typed: Typed = {};
  for (const part of kept(form)) if (part.name && part.value) typed[part.name] = part.value;
  localStorage.setItem(draftKey(form), JSON.stringify(typed));
}

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
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  if (form.dataset.draft) localStorage.removeItem(draftKey(form));
  event.submitter?.classList.add("is-busy");
}

export function startForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) restore(form);
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
