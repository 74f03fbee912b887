// The project's own files of the given endings, read.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export function files(root, endings) {
  return readdirSync(root, { recursive: true })
    .map((name) => join(root, name))
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !path.includes("/static/build/"))
    .sort();
}

export const text = (path) => readFileSync(path, "utf8");
