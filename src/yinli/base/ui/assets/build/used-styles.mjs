// Tabler's style sheet is 635 kB; pages need a fifth. Rules whose classes nothing of ours names are left out.
// Our own style sheets count as naming: their classes are often put together in templates (tag-{{ tone }}).
import { PurgeCSS } from "purgecss";
import { files, text } from "./pages.mjs";

// Classes that scripts of the parts set themselves.
const KEPT = [/^htmx-/, /^sortable-/, /^btn/, /^form-/, /^is-/];

export function usedStyles(root) {
  const content = files(root, [".html", ".py", ".ts", ".css"]).map((path) => ({ raw: text(path), extension: "html" }));
  return {
    name: "yinli-used-styles",
    enforce: "post",
    async generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle).filter((one) => one.fileName.endsWith(".css"))) {
        const [pure] = await new PurgeCSS().purge({
          content,
          css: [{ raw: String(asset.source) }],
          safelist: { standard: KEPT, greedy: [/data-bs-theme/] },
          defaultExtractor: (source) => source.match(/[A-Za-z0-9_-]+/g) ?? [],
          variables: true,
          keyframes: true,
        });
        asset.source = pure.css;
      }
    },
  };
}
