/** Every error a person can cause: its code, the HTTP status, and a sentence that says what to do. */
export const problems = {
  not_signed_in: [401, "This browser has no Seedbed guest yet. Reload the page to get one."],
  not_a_member: [403, "You are not a member of this session. Open its address to join."],
  wrong_origin: [403, "The request came from another site. Open Seedbed's own address and try again."],
  worker_not_trusted: [401, "The worker's token is not this server's. Set SEEDBED_WORKER_TOKEN to the server's token."],
  protocol_mismatch: [409, "Seedbed has been updated. Please reload the page."],
  session_not_found: [404, "There is no session at this address. Check the link, or start a new session."],
  not_found: [404, "This is not in the session any more. Reload to see what is."],
  bad_request: [400, "The request could not be understood."],
  picture_empty: [400, "The file is empty. Choose another picture."],
  picture_too_large: [413, "The file is over 25 MB. Save it smaller and try again."],
  picture_too_many_pixels: [413, "The picture has over 40 megapixels. Scale it down and try again."],
  picture_too_small: [422, "The picture is too small: each side needs at least 8 pixels."],
  picture_not_recognised: [415, "This is not a picture Seedbed can read. Use JPEG, PNG, WebP, AVIF, GIF or TIFF."],
  picture_damaged: [422, "The picture is damaged or cut short. Save or download it again and retry."],
  picture_too_slow: [422, "The picture takes too long to decode. Save it as JPEG or PNG and try again."],
  upload_interrupted: [400, "The upload was interrupted. Nothing was stored; try again."],
  crop_outside_picture: [422, "The crop reaches outside the picture. Move it inside and try again."],
  model_not_available: [409, "No worker with this model is connected. Wait for one, or choose another model."],
  seed_does_not_fit: [422, "This seed's shape is not the model's. Choose the model it was made for."],
  seed_not_ready: [409, "This seed is still being drawn. Wait until it is there and try again."],
  too_many_jobs: [429, "This session has 200 jobs waiting. Wait until some are done, or cancel some."],
  job_not_pausable: [409, "Only a descent can be paused or ended early. Cancel the job instead."],
  embedder_not_available: [409, "There is no embedder for this model here. Choose another way, or train one."],
  start_seed_missing: [422, "A refinement begins with a seed. Choose one that was found before."],
  data_not_available: [404, "These pictures are not there any more. Choose others, or upload them again."],
  data_in_use: [409, "A training still learns from these pictures. Finish or cancel it, and remove them then."],
  data_too_large: [413, "The zip is over 2 GB. Split it, or lay the folder into the server's data sets."],
  data_empty: [400, "The file is empty. Choose a zip of pictures."],
  data_not_zip: [415, "This is not a zip file. Pack the folder of pictures into a .zip and try again."],
  training_not_possible: [422, "Nothing can be learnt this way. Change what is said here, and train again."],
  too_many_trainings: [429, "This session has 20 trainings waiting. Wait until some are done, or cancel some."],
  nothing_learnt_yet: [409, "Nothing has been learnt yet. Wait for the first point of the curve, or cancel."],
  job_finished: [409, "This has ended already, or somebody changed it a moment ago. See how it stands."],
  model_missing_tensor: [422, "The model's weights lack a tensor."],
  model_wrong_shape: [422, "A tensor of the model's weights has the wrong shape."],
  model_not_finite: [422, "The model's weights contain NaN or infinity."],
  not_finite: [500, "The computation produced NaN or infinity and was stopped. Try other settings."],
  not_written: [507, "A file could not be written. Make room on the disk, or see who may write there, and go on."],
  worker_lost: [500, "The worker stopped three times while computing this. Retry, or choose other settings."],
  compute_failed: [500, "The computation failed on the worker. Retry; if it fails again, see the worker's log."],
  database_away: [503, "The database is restarting. Nothing is lost; try again in a moment."],
  unexpected: [500, "Something went wrong on the server. Nothing was changed; try again."],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ProblemCode = keyof typeof problems;

/** A problem as it travels, and as a thrown error: `detail` adds which file, tensor or field. */
export interface ProblemReport {
  readonly code: ProblemCode;
  readonly message: string;
}

export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    /** Which file, tensor or field. */
    readonly detail?: string,
  ) {
    const [status, sentence] = problems[code];
    super(detail ? `${sentence} (${detail})` : sentence);
    this.name = "Problem";
    this.status = status;
  }

  report(): ProblemReport {
    return { code: this.code, message: this.message };
  }
}
