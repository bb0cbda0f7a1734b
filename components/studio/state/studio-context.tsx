"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { rememberSession } from "../../welcome/recent";
import { Actions } from "./actions";
import { type Ask, connect, type Line } from "./connection";
import { DataUploader } from "./data-uploads";
import type { Subject } from "./follow";
import { storedSettings } from "./settings";
import { StudioStore } from "./store";
import type { StudioState } from "./studio-state";
import { Uploader } from "./uploads";
import { type Work, workOf } from "./work";

interface Studio {
  readonly store: StudioStore;
  readonly actions: Actions;
}

const StudioContext = createContext<Studio | null>(null);

export function StudioProvider({ sessionId, children }: { sessionId: string; children: ReactNode }) {
  const [{ store, actions, uploader, dataUploader, open }] = useState(() => build(sessionId));

  useEffect(() => {
    store.change({ settings: storedSettings() });
    const line = open();
    return () => {
      uploader.stop();
      dataUploader.dismiss();
      line.hangUp();
    };
  }, [store, uploader, dataUploader, open]);

  useEffect(
    () =>
      store.subscribe(() => {
        const session = store.getState().snapshot?.session;
        if (session) rememberSession({ id: session.id, name: session.name });
      }),
    [store],
  );

  const studio = useMemo(() => ({ store, actions }), [store, actions]);
  return <StudioContext value={studio}>{children}</StudioContext>;
}

/** The line is opened when the page is there, and again after React's rehearsal in development. */
function build(sessionId: string) {
  const store = new StudioStore(sessionId);
  let line: Line | null = null;
  const ask: Ask = (name, input) =>
    line
      ? line.ask(name, input)
      : Promise.resolve({ ok: false, problem: { code: "unexpected", message: "Still connecting. Try again." } });
  const uploader: Uploader = new Uploader(store, (pictureId) => actions.uploaded(pictureId));
  const dataUploader = new DataUploader(store);
  const actions = new Actions(store, ask, uploader, dataUploader);
  const open = () => {
    line = connect(store, sessionId);
    return line;
  };
  return { store, actions, uploader, dataUploader, open };
}

function useContextOfStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error("The studio's parts need a StudioProvider around them.");
  return studio;
}

/** A part of the state; `select` must return what is in the state, not build something new. */
export function useStudio<Part>(select: (state: StudioState) => Part): Part {
  const { store } = useContextOfStudio();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState()),
    () => select(store.getState()),
  );
}

export function useActions(): Actions {
  return useContextOfStudio().actions;
}

export function useStudioStore(): StudioStore {
  return useContextOfStudio().store;
}

/** What the stage, the trajectory and the inspector show. */
export function useWork(): Work | null {
  const snapshot = useStudio((state) => state.snapshot);
  const pinned = useStudio((state) => state.view.pinned);
  const newest = useStudio((state) => state.view.newest);
  return useMemo(() => {
    const show = (subject: Subject | null) =>
      snapshot && subject ? workOf(snapshot, subject.pictureId, subject.key) : null;
    return show(pinned) ?? show(newest);
  }, [snapshot, pinned, newest]);
}
