// Everything the pages run. No inline script anywhere: behaviour hangs on data- attributes.
import "./trusted";
import "@tabler/core/dist/css/tabler.min.css";
import "./styles/tokens.css";
import "./styles/house.css";
import "./styles/parts.css";
import "./styles/lists.css";
import "./styles/records.css";
import "./styles/pipeline.css";
import "./styles/notices.css";
import "./styles/learning.css";
import "./styles/sheets.css";
import htmx from "htmx.org";
import Alpine from "@alpinejs/csp";
import { startBoards } from "./board";
import { startCopies } from "./copies";
import { startDialogs } from "./dialogs";
import { startForms } from "./forms";
import { startKeys } from "./keys";
import { startMenus } from "./menus";
import { startNarrowing } from "./narrowing";
import { startPasskeys } from "./passkeys";
import { startPrinting } from "./printing";
import { startRequests } from "./requests";
import { startThemes } from "./themes";
import { startTicks } from "./ticks";
import { startToasts } from "./toasts";

declare global {
  interface Window { htmx: typeof htmx; Alpine: typeof Alpine }
}

window.htmx = htmx;
window.Alpine = Alpine;

startRequests();
startPrinting();
startTicks();
startToasts();
startThemes();
startMenus();
startDialogs();
startCopies();
startForms();
startKeys();
startBoards();
startNarrowing();
startPasskeys();
// Pages' own components register on "alpine:init".
Alpine.start();
import "./intake";
