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

/** Every request: what it takes to be allowed, and what is done. */
const rules: { readonly [Name in RequestName]: Rule<Name> } = {
  renameSession: {
    action: "rename the session",
    answer: async ({ house, sessionId, person }, { name }) => {
      await renameSession(house, sessionId, person, name);
      return null;
    },
  },
  changePerson: {
    action: "see the session",
    answer: async ({ house, person }, change) => {
      await changePerson(house, person, change);
      return null;
    },
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
    answer: async ({ house, sessionId, person }, { pictureId }) => {
      await removePicture(house, sessionId, person, pictureId);
      return null;
    },
  },
  cancelJob: {
    action: "cancel a job",
    answer: async ({ house, sessionId, person }, { jobId }) => {
      await cancelJob(house, sessionId, person, jobId);
      return null;
    },
  },
  retryJob: {
    action: "retry a job",
    answer: ({ house, sessionId, person }, { jobId }) => retryJob(house, sessionId, person, jobId),
  },
  pauseJob: {
    action: "steer a job",
    answer: async ({ house, sessionId, person }, { jobId }) => {
      await pauseJob(house, sessionId, person, jobId);
      return null;
    },
  },
  resumeJob: {
    action: "steer a job",
    answer: async ({ house, sessionId, person }, { jobId }) => {
      await retryJob(house, sessionId, person, jobId);
      return null;
    },
  },
  finishJob: {
    action: "steer a job",
    answer: async ({ house, sessionId, person }, { jobId }) => {
      await finishJob(house, sessionId, person, jobId);
      return null;
    },
  },
  listServerData: {
    action: "see the server's data sets",
    answer: async ({ house }) => ({ names: await listServerData(house) }),
  },
  startTraining: {
    action: "train a model",
    answer: ({ house, sessionId, person }, body) => startTraining(house, sessionId, person, body),
  },
  pauseTraining: {
    action: "steer a training",
    answer: async ({ house, sessionId, person }, { trainingId }) => {
      await pauseTraining(house, sessionId, person, trainingId);
      return null;
    },
  },
  resumeTraining: {
    action: "steer a training",
    answer: async ({ house, sessionId, person }, { trainingId }) => {
      await resumeTraining(house, sessionId, person, trainingId);
      return null;
    },
  },
  finishTraining: {
    action: "steer a training",
    answer: async ({ house, sessionId, person }, { trainingId }) => {
      await finishTraining(house, sessionId, person, trainingId);
      return null;
    },
  },
  cancelTraining: {
    action: "steer a training",
    answer: async ({ house, sessionId, person }, { trainingId }) => {
      await cancelTraining(house, sessionId, person, trainingId);
      return null;
    },
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
