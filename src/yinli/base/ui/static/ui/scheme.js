// Before the first paint: a page that follows the system takes the system's light or dark.
(function () {
  var root = document.documentElement;
  if (root.dataset.theme !== "auto") return;
  var shown = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.bsTheme = shown;
  var tls = location.protocol === "https:";
  document.cookie = (tls ? "__Host-" : "") + "scheme=" + shown + "; Path=/; Max-Age=31536000; SameSite=Lax" + (tls ? "; Secure" : "");
})();
