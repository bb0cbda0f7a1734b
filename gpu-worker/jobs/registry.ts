import type { Task, TaskResult } from "../../protocol/jobs";
import { embed } from "./embed";
import { generate } from "./generate";
import type { JobContext } from "./job";
import { train } from "./train";

/** Runs a task by its kind's definition; the compiler holds that every kind has one. */
export function runTask(task: Task, context: JobContext): Promise<TaskResult> {
  switch (task.kind) {
    case "embed":
      return embed.run(task, context);
    case "generate":
      return generate.run(task, context);
    case "train":
      return train.run(task, context);
  }
}
