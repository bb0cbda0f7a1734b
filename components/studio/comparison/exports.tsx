"use client";

import { FileImage, FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { Refusal } from "../../ui/refusal";
import { useStudio } from "../state/studio-context";
import type { Compared } from "./compared";
import { drawFigure } from "./figure";
import type { Measure } from "./measures";
import { platesOf } from "./plates";
import { saveFile } from "./save-file";
import { tableFile } from "./table-file";

/** The comparison to take home: all numbers as a table, and everything as one picture. */
export function Exports({ all, measures }: { all: readonly Compared[]; measures: readonly Measure[] }) {
  const sessionId = useStudio((state) => state.sessionId);
  const [trouble, setTrouble] = useState<string | null>(null);

  const saveTable = () => {
    saveFile("seedbed-comparison.csv", new Blob([tableFile(measures, all)], { type: "text/csv;charset=utf-8" }));
  };
  const saveFigure = async () => {
    setTrouble(null);
    try {
      const plates = all.map((compared) => platesOf(sessionId, compared));
      saveFile("seedbed-comparison.png", await drawFigure(all, plates, measures));
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : "The picture could not be drawn.");
    }
  };
  return (
    <div className="sticky left-0 flex flex-wrap items-center gap-2 px-4 pt-3 pb-1">
      <p className="figures grow text-[13px] text-ink-soft">
        {all.length === 1 ? "One seed. Choose more in the history." : `${all.length} seeds`}
      </p>
      <Button size="small" onClick={saveTable}>
        <FileSpreadsheet size={14} aria-hidden="true" />
        Numbers CSV
      </Button>
      <Button size="small" onClick={saveFigure}>
        <FileImage size={14} aria-hidden="true" />
        Picture PNG
      </Button>
      <Refusal>{trouble}</Refusal>
    </div>
  );
}
