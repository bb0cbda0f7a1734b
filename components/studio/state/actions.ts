import type { EmbedMethod } from "@/protocol/embedding";
import type { Crop, PersonColor } from "@/protocol/entities";
import type { Answer } from "@/protocol/events";
import type { DatasetId, JobId, ModelId, PictureId, SeedId, TrainingId } from "@/protocol/ids";
import { isIterative } from "@/protocol/methods";
import type { RequestInput } from "@/protocol/requests";
import type { Ask } from "./connection";
import type { DataUploader } from "./data-uploads";
import type { Subject } from "./follow";
import { answersUnasked, embedderOf } from "./models";
import { type Settings, storeSettings, usableModel } from "./settings";
import type { StudioStore } from "./store";
import type { Place } from "./studio-state";
import type { Uploader } from "./uploads";
import { activeJob, workOf } from "./work";

const noModel = "No model is known yet. Wait for a worker to connect.";

/** What a seed was found for, which a refinement of it keeps: else it would be of another picture. */
export interface Frame {
  readonly modelId: ModelId;
  readonly crop: Crop;
  readonly steps: number;
}

/** Everything a person can do in the studio. */
export class Actions {
  constructor(
    private readonly store: StudioStore,
    private readonly ask: Ask,
    private readonly uploader: Uploader,
    private readonly dataUploader: DataUploader,
  ) {}

  /**
   * With the chosen model, or with one that is known to fit, which is then the chosen one; by its embedder, where that was
   * chosen or comes near, or by inversion, for nobody wants a descent for every picture that they drop.
   */
  readonly upload = (files: readonly File[], fitting?: string): void => {
    if (fitting) this.choose({ modelId: fitting });
    const { settings, models } = this.store.getState();
    const model = usableModel(models, settings.modelId);
    const { corrections, steps } = settings;
    const modelId = fitting ?? model?.id;
    if (!modelId || !model) {
      this.store.refuse("picture", noModel);
      return;
    }
    const { chosen } = settings.methods;
    const embedder = chosen === "inversion" ? null : embedderOf(models, modelId);
    const isTaken = embedder && (chosen === "embedder" || answersUnasked(embedder));
    this.uploader.add(files, { modelId, embedderId: isTaken ? embedder.id : null, corrections, steps });
  };

  /** Where a picture was pinned, one's own upload takes its place; who follows sees it when its work starts. */
  readonly uploaded = (pictureId: string): void => {
    const { view, uploads } = this.store.getState();
    if (view.pinned && uploads.length === 1) this.showOwn({ pictureId, key: null });
  };
  readonly cancelUpload = (id: string): void => this.uploader.cancel(id);
  readonly retryUpload = (id: string): void => this.uploader.retry(id);

  readonly newSeed = async (number?: number): Promise<void> => {
    const { settings, models } = this.store.getState();
    const model = usableModel(models, settings.modelId);
    if (!model) return this.store.refuse("new-seed", noModel);
    const answer = await this.ask("newSeed", { modelId: model.id, steps: settings.steps, number });
    if (this.accepted("new-seed", answer)) this.showOwn({ pictureId: answer.value.pictureId, key: null });
  };

  /** By the method, else by inversion with the chosen corrections; a refinement begins with a seed, and keeps its frame. */
  readonly embed = async (
    pictureId: PictureId,
    method?: EmbedMethod,
    startSeedId?: SeedId,
    frame?: Frame,
  ): Promise<void> => {
    const { settings, models, crops } = this.store.getState();
    const modelId = frame?.modelId ?? usableModel(models, settings.modelId)?.id;
    if (!modelId) return this.store.refuse("embed", noModel);
    const { steps, corrections } = settings;
    const answer = await this.ask("embed", {
      pictureId,
      modelId,
      crop: crops.get(pictureId),
      steps,
      ...frame,
      method: method ?? { name: "inversion", corrections },
      startSeedId,
    });
    if (this.accepted("embed", answer)) this.showOwn({ pictureId, key: answer.value.jobId });
  };

  /** Says whether it was accepted. With the chosen steps where none are given. */
  readonly generate = async (
    pictureId: PictureId,
    seedId: SeedId,
    modelId: ModelId,
    { realism, steps = this.store.getState().settings.steps }: { realism?: number; steps?: number } = {},
  ): Promise<boolean> => {
    const answer = await this.ask("generate", { seedId, modelId, steps, realism });
    const isAccepted = this.accepted("generate", answer);
    if (isAccepted) this.showOwn({ pictureId, key: answer.value.jobId });
    return isAccepted;
  };

  readonly cancelJob = async (jobId: JobId): Promise<void> => {
    this.accepted(`job-${jobId}`, await this.ask("cancelJob", { jobId }));
  };
  readonly retryJob = async (jobId: JobId): Promise<void> => {
    this.accepted(`job-${jobId}`, await this.ask("retryJob", { jobId }));
  };
  readonly pauseJob = async (jobId: JobId): Promise<void> => {
    this.accepted(`job-${jobId}`, await this.ask("pauseJob", { jobId }));
  };
  readonly resumeJob = async (jobId: JobId): Promise<void> => {
    this.accepted(`job-${jobId}`, await this.ask("resumeJob", { jobId }));
  };
  /** Ends a descent with the best seed so far. */
  readonly finishJob = async (jobId: JobId): Promise<void> => {
    this.accepted(`job-${jobId}`, await this.ask("finishJob", { jobId }));
  };
  readonly removePicture = async (pictureId: PictureId): Promise<void> => {
    this.accepted("picture", await this.ask("removePicture", { pictureId }));
  };
  readonly renameSession = async (name: string): Promise<void> => {
    this.accepted("session-name", await this.ask("renameSession", { name }));
  };
  readonly changePerson = async (change: { name?: string; color?: PersonColor }): Promise<void> => {
    this.accepted("person", await this.ask("changePerson", change));
  };

  /** A zip of pictures to learn from; one at a time. */
  readonly uploadData = (file: File): void => this.dataUploader.send(file);
  readonly dismissDataUpload = (): void => this.dataUploader.dismiss();

  /** The names of what lies in the server's folder of data sets, or null where they were not to be had. */
  readonly listServerData = async (): Promise<readonly string[] | null> => {
    const answer = await this.ask("listServerData", {});
    return this.accepted("server-data", answer) ? answer.value.names : null;
  };
  readonly removeDataset = async (datasetId: DatasetId): Promise<void> => {
    this.accepted(`dataset-${datasetId}`, await this.ask("removeDataset", { datasetId }));
  };
  readonly startTraining = async (training: RequestInput<"startTraining">): Promise<TrainingId | null> => {
    const answer = await this.ask("startTraining", training);
    return this.accepted("training", answer) ? answer.value.trainingId : null;
  };
  readonly pauseTraining = async (trainingId: TrainingId): Promise<void> => {
    this.accepted(`training-${trainingId}`, await this.ask("pauseTraining", { trainingId }));
  };
  readonly resumeTraining = async (trainingId: TrainingId): Promise<void> => {
    this.accepted(`training-${trainingId}`, await this.ask("resumeTraining", { trainingId }));
  };
  /** Ends a training with the best model so far. */
  readonly finishTraining = async (trainingId: TrainingId): Promise<void> => {
    this.accepted(`training-${trainingId}`, await this.ask("finishTraining", { trainingId }));
  };
  /** Ends a training and keeps nothing of it. */
  readonly cancelTraining = async (trainingId: TrainingId): Promise<void> => {
    this.accepted(`training-${trainingId}`, await this.ask("cancelTraining", { trainingId }));
  };

  /** Stays with a picture, and with one node of its history where a key is given. */
  readonly pin = (subject: Subject): void => {
    this.store.changeView({ pinned: subject, news: false, scrub: null, hover: null, playing: false, sheet: null });
  };
  readonly followLive = (): void => {
    this.store.changeView({ pinned: null, news: false, scrub: null, hover: null, playing: false });
  };
  readonly stay = (): void => {
    const { newest } = this.store.getState().view;
    if (newest) this.pin(newest);
  };

  readonly choose = (part: Partial<Settings>): void => {
    const settings = { ...this.store.getState().settings, ...part };
    this.store.change({ settings });
    storeSettings(settings);
  };

  readonly setCrop = (pictureId: PictureId, crop: Crop): void => {
    this.store.change({ crops: new Map(this.store.getState().crops).set(pictureId, crop) });
  };

  /** Stops the steps being played, then leaves a step, then one's own work on the stage; of a descent the best is kept. */
  readonly escape = (): void => {
    const { view, snapshot, you } = this.store.getState();
    if (view.playing) {
      this.store.changeView({ playing: false });
    } else if (view.scrub !== null) {
      this.store.changeView({ scrub: null });
    } else {
      const subject = view.pinned ?? view.newest;
      const work = snapshot && subject ? workOf(snapshot, subject.pictureId, subject.key) : null;
      const job = work ? activeJob(work) : null;
      if (job?.by !== you) return;
      if (job?.kind === "embed" && isIterative(job.method)) void this.finishJob(job.id);
      else if (job) void this.cancelJob(job.id);
    }
  };

  /** One's own new work is shown at once: pinned where a picture was pinned, else by following. */
  readonly showOwn = (subject: Subject): void => {
    const { view } = this.store.getState();
    const shown = view.pinned ? { pinned: subject } : { newest: subject };
    this.store.changeView({ ...shown, news: false, scrub: null, hover: null, playing: false, sheet: null });
  };

  private accepted<Value>(place: Place, answer: Answer<Value>): answer is { ok: true; value: Value } {
    this.store.refuse(place, answer.ok ? null : answer.problem.message);
    return answer.ok;
  }
}
