"use client";

import { RefreshCw, ScanSearch, Sparkle } from "lucide-react";
import type { EmbedMethodName } from "@/protocol/embedding";
import { Button } from "../../ui/button";
import { Refusal } from "../../ui/refusal";
import { Tooltip } from "../../ui/tooltip";
import { isHere } from "../state/models";
import { useActions, useStudio } from "../state/studio-context";
import { askedBy, type Situation } from "./method/way";
import { methodWords } from "./method/words";

interface MakingButtonsProps {
  situation: Situation;
  inUse: EmbedMethodName;
}

/** Finds a seed by the method in use, refines the one that is shown, or grows its image again. */
export function MakingButtons({ situation, inUse }: MakingButtonsProps) {
  const actions = useActions();
  const refusals = useStudio((state) => state.refusals);
  const { settings, models, work } = situation;
  const seed = work?.seed;
  const seedModel = models.find((candidate) => candidate.id === seed?.modelId);
  const way = askedBy(inUse, situation);
  const refinement = inUse === "refine" ? null : askedBy("refine", situation);
  return (
    <div className="flex flex-col gap-2">
      {work && way && (
        <Tooltip text={`${methodWords[inUse].term} (E)`} side="left">
          <Button
            tone="primary"
            disabled={!way.isReady}
            onClick={() => actions.embed(work.picture.id, way.method, way.startSeedId, way.frame)}
          >
            <ScanSearch size={17} />
            {inUse === "refine" ? methodWords.refine.name : "Find its seed"}
          </Button>
        </Tooltip>
      )}
      <div className="flex gap-2 *:grow empty:hidden">
        {work && refinement && (
          <Tooltip text={`${methodWords.refine.term} (R)`} side="left">
            <Button
              disabled={!refinement.isReady}
              onClick={() =>
                actions.embed(work.picture.id, refinement.method, refinement.startSeedId, refinement.frame)
              }
            >
              <Sparkle size={16} />
              Refine
            </Button>
          </Tooltip>
        )}
        {seed?.statistics && (
          <Tooltip
            text={`Grow the image from this seed again in ${settings.steps} steps, with ${seedModel?.title ?? seed.modelId}`}
            side="left"
          >
            <Button
              disabled={!isHere(models, seed.modelId)}
              onClick={() => actions.generate(seed.pictureId, seed.id, seed.modelId)}
            >
              <RefreshCw size={16} />
              Generate again
            </Button>
          </Tooltip>
        )}
      </div>
      <Refusal>{refusals.get("embed") ?? refusals.get("generate")}</Refusal>
    </div>
  );
}
