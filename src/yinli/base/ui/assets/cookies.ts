// Small choices kept for a year; the server reads them to paint the page right at once.
export function keep(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = value ? 31_536_000 : 0;
  document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
