import { Problem } from "../../protocol/errors";
import type { Answer, RequestAnswers } from "../../protocol/events";
import type { PersonId, SessionId } from "../../protocol/ids";
import { type RequestBody, type RequestName, requests } from "../../protocol/requests";
import { type Action, demand } from "../access";
import { catchUp } from "../events/catch-up";
import type { House } from "../house";
import { requestEmbed } from "../jobs/embed";
import { requestGenerate, requestNewSeed } from "../jobs/generate";
import { cancelJob, retryJob } from "../jobs/lifecycle";
import { finishJob, pauseJob } from "../jobs/steering";
import { changePerson } from "../people/change";
import { removePicture } from "../pictures/remove";
import { renameSession } from "../sessions/start";
import { removeDataset } from "../trainings/datasets";
import { listServerData } from "../trainings/server-data";
import { startTraining } from "../trainings/start";
import { cancelTraining, finishTraining, pauseTraining, resumeTraining } from "../trainings/steering";
import type { ClientSocket } from "./audience";
import { toProblem } from "./refuse";

interface Asker {
  readonly house: House;
  readonly sessionId: SessionId;
  readonly person: PersonId;
}

type Rule<Name extends RequestName> = {
  readonly action: Action;
  readonly answer: (asker: Asker, body: RequestBody<Name>) => Promise<RequestAnswers[Name]>;
};

/** For what is told as an event, to the asker as to all. */
function withoutAnswer<Body>(work: (asker: Asker, body: Body) => Promise<unknown>) {
  return async (asker: Asker, body: Body): Promise<null> => {
    await work(asker, body);
    return null;
  };
}

/** Every request: what it takes to be allowed, and what is done. */
const rules: { readonly [Name in RequestName]: Rule<Name> } = {
  renameSession: {
    action: "rename the session",
    answer: withoutAnswer(({ house, sessionId, person }, { name }) => renameSession(house, sessionId, person, name)),
  },
  changePerson: {
    action: "see the session",
    answer: withoutAnswer(({ house, person }, change) => changePerson(house, person, change)),
  },
  embed: {
    action: "find a seed",
    answer: ({ house, sessionId, person }, body) => requestEmbed(house, sessionId, person, body),
  },
  generate: {
    action: "generate",
    answer: ({ house, sessionId, person }, body) => requestGenerate(house, sessionId, person, body),
  },
  newSeed: {
    action: "draw a seed",
    answer: ({ house, sessionId, person }, body) => requestNewSeed(house, sessionId, person, body),
  },
  removePicture: {
    action: "remove a picture",
    answer: withoutAnswer(({ house, sessionId, person }, { pictureId }) =>
      removePicture(house, sessionId, person, pictureId),
    ),
  },
  cancelJob: {
    action: "cancel a job",
    answer: withoutAnswer(({ house, sessionId, person }, { jobId }) => cancelJob(house, sessionId, person, jobId)),
  },
  retryJob: {
    action: "retry a job",
    answer: ({ house, sessionId, person }, { jobId }) => retryJob(house, sessionId, person, jobId),
  },
  pauseJob: {
    action: "steer a job",
    answer: withoutAnswer(({ house, sessionId, person }, { jobId }) => pauseJob(house, sessionId, person, jobId)),
  },
  resumeJob: {
    action: "steer a job",
    answer: withoutAnswer(({ house, sessionId, person }, { jobId }) => retryJob(house, sessionId, person, jobId)),
  },
  finishJob: {
    action: "steer a job",
    answer: withoutAnswer(({ house, sessionId, person }, { jobId }) => finishJob(house, sessionId, person, jobId)),
  },
  listServerData: {
    action: "see the server's data sets",
    answer: async ({ house }) => ({ names: await listServerData(house) }),
  },
  removeDataset: {
    action: "remove pictures to learn from",
    answer: withoutAnswer(({ house, sessionId, person }, { datasetId }) =>
      removeDataset(house, sessionId, person, datasetId),
    ),
  },
  startTraining: {
    action: "train a model",
    answer: ({ house, sessionId, person }, body) => startTraining(house, sessionId, person, body),
  },
  pauseTraining: {
    action: "steer a training",
    answer: withoutAnswer(({ house, sessionId, person }, { trainingId }) =>
      pauseTraining(house, sessionId, person, trainingId),
    ),
  },
  resumeTraining: {
    action: "steer a training",
    answer: withoutAnswer(({ house, sessionId, person }, { trainingId }) =>
      resumeTraining(house, sessionId, person, trainingId),
    ),
  },
  finishTraining: {
    action: "steer a training",
    answer: withoutAnswer(({ house, sessionId, person }, { trainingId }) =>
      finishTraining(house, sessionId, person, trainingId),
    ),
  },
  cancelTraining: {
    action: "steer a training",
    answer: withoutAnswer(({ house, sessionId, person }, { trainingId }) =>
      cancelTraining(house, sessionId, person, trainingId),
    ),
  },
  catchUp: {
    action: "see the session",
    answer: ({ house, sessionId }, { after }) => catchUp(house, sessionId, after),
  },
};

/** Parses, checks who asks, does it, and answers; a request is never left without an answer. */
export function answerRequests(house: House, socket: ClientSocket): void {
  for (const name of Object.keys(rules) as RequestName[]) serve(name);

  function serve<Name extends RequestName>(name: Name): void {
    const rule: Rule<Name> = rules[name];
    const listener = async (input: unknown, answer: unknown) => {
      const reply = typeof answer === "function" ? (answer as (answer: Answer<unknown>) => void) : () => {};
      try {
        const { sessionId, person } = socket.data;
        await demand(house, person, rule.action, sessionId);
        const body = requests[name].safeParse(input);
        if (!body.success) throw new Problem("bad_request", sayIssue(body.error.issues[0]));
        const value = await rule.answer({ house, sessionId, person }, body.data as RequestBody<Name>);
        reply({ ok: true, value });
      } catch (error) {
        reply({ ok: false, problem: toProblem(error, house.log).report() });
      }
    };
    socket.on(name, listener as never);
  }
}

function sayIssue(issue: { readonly path: PropertyKey[]; readonly message: string } | undefined): string {
  return issue ? `${issue.path.map(String).join(".")}: ${issue.message}` : "unknown field";
}
