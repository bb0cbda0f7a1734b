"use client";

import { Images, SlidersHorizontal } from "lucide-react";
import { ThemeButton } from "../theme/theme-button";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Inspector } from "./inspector/inspector";
import { Library } from "./library/library";
import { useStudio, useStudioStore } from "./state/studio-context";

/** On a narrow screen library and inspector come up from the bottom edge. */
export function Sheets() {
  const store = useStudioStore();
  const sheet = useStudio((state) => state.view.sheet);
  const uploads = useStudio((state) => state.uploads.length);
  return (
    <nav
      aria-label="Panels"
      className="flex shrink-0 gap-2 border-line border-t bg-surface px-3 pt-2 pb-[max(8px,env(safe-area-inset-bottom))]"
    >
      <Button
        className="grow"
        aria-expanded={sheet === "library"}
        onClick={() => store.changeView({ sheet: "library" })}
      >
        <Images size={17} />
        Library
        {uploads > 0 && <span className="figures text-leaf">{uploads}</span>}
      </Button>
      <Button
        className="grow"
        aria-expanded={sheet === "inspector"}
        onClick={() => store.changeView({ sheet: "inspector" })}
      >
        <SlidersHorizontal size={17} />
        Inspector
      </Button>
      <span className="sm:hidden">
        <ThemeButton />
      </span>
      <Dialog
        title="Library"
        shape="sheet"
        open={sheet === "library"}
        onOpenChange={(open) => store.changeView({ sheet: open ? "library" : null })}
      >
        <Library />
      </Dialog>
      <Dialog
        title="Inspector"
        shape="sheet"
        open={sheet === "inspector"}
        onOpenChange={(open) => store.changeView({ sheet: open ? "inspector" : null })}
      >
        <section aria-label="Inspector">
          <Inspector />
        </section>
      </Dialog>
    </nav>
  );
}
