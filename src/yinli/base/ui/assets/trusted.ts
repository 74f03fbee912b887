// Trusted Types: no string becomes a script or a script's address; markup may be put into a page, as htmx does
// with what the server rendered. What runs in it is the content security policy's to refuse.
type Policy = { createHTML(text: string): string };
const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): unknown } }).trustedTypes;

factory?.createPolicy("default", { createHTML: (text) => text });
