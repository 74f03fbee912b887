import { defineConfig } from "vite";
import { fileURLToPath } from "node:url";
import { iconSprite } from "./src/yinli/base/ui/assets/build/icon-sprite.mjs";
import { usedStyles } from "./src/yinli/base/ui/assets/build/used-styles.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("src/yinli/base/ui/assets"),
  base: "/static/build/",
  publicDir: false,
  plugins: [iconSprite(at("src/yinli")), usedStyles(at("src/yinli"))],
  build: {
    outDir: at("src/yinli/base/ui/static/build"),
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    rollupOptions: { input: { main: at("src/yinli/base/ui/assets/main.ts") } },
  },
});
