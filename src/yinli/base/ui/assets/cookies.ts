// Small choices kept for a year; the server reads them to paint the page right at once.
export function keep(name: string, value: string): void {
  const tls = location.protocol === "https:";
  // Over TLS a neighbouring host can plant no cookie of this name.
  const [own, secure] = tls ? [`__Host-${name}`, "; Secure"] : [name, ""];
  const age = value ? 31_536_000 : 0;
  document.cookie = `${own}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
