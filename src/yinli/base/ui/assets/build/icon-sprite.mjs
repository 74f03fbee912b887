// One sprite of the icons that templates and Python name, taken from @tabler/icons.
// A name counts where a line speaks of icons, of a part that takes one or of a kind of notice, or within register_entry(…).
// `x-filled` is the filled form of `x`.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { files, text } from "./pages.mjs";

const require = createRequire(import.meta.url);
const drawings = dirname(dirname(require.resolve("@tabler/icons/outline/home.svg")));
const ALWAYS = ["square-rounded"];
// Macros of ui/macros.html and ui/layout.html whose arguments may be an icon.
const TAKES_ICON = /icon|link_button|post_button|confirm_button|ui\.submit|ui\.button|ui\.badge|empty_state|ui\.menu|Kind\(/i;

function drawing(name) {
  const filled = name.endsWith("-filled");
  const path = join(drawings, filled ? "filled" : "outline", `${filled ? name.slice(0, -7) : name}.svg`);
  return existsSync(path) ? { filled, svg: text(path) } : null;
}

function namesIn(path) {
  const source = text(path);
  const spoken = source.split("\n").filter((line) => TAKES_ICON.test(line));
  const entries = path.endsWith(".py") ? source.match(/register_entry\([^]*?\n?\s*\)\n/g) ?? [] : [];
  return [...spoken, ...entries].flatMap((part) => [...part.matchAll(/["']([a-z0-9]+(?:-[a-z0-9]+)*)["']/g)].map((m) => m[1]));
}

function symbol(name) {
  const { filled, svg } = drawing(name);
  const shapes = svg.replace(/^[^]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/<path stroke="none"[^>]*\/>/g, "");
  const paint = filled
    ? 'fill="currentColor"'
    : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export function iconSprite(root) {
  return {
    name: "yinli-icons",
    generateBundle() {
      const asked = files(root, [".html", ".py", ".ts"]).flatMap(namesIn);
      const names = [...new Set([...ALWAYS, ...asked])].filter(drawing).sort();
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`;
      const file = `icons-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.svg`;
      this.emitFile({ type: "asset", fileName: file, source });
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify({ file, names }) });
    },
  };
}
