// Tabler's style sheet is 635 kB; a page needs a tenth. Rules whose classes no template or script names are left out.
import { PurgeCSS } from "purgecss";
import { files, text } from "./pages.mjs";

// Classes that scripts of the parts set themselves.
const KEPT = [/^htmx-/, /^sortable-/, /^btn/, /^form-/, /^is-/, /^tag-/, /^face-/, /^stage/, /^toast-/, /^alarm-/];

export function usedStyles(root) {
  const content = files(root, [".html", ".py", ".ts"]).map((path) => ({ raw: text(path), extension: "html" }));
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
