import { Command, CommanderError } from "commander";
import { type CheckOptions, checkCommand } from "./commands/check";
import { doctorCommand } from "./commands/doctor";
import { type EmbedOptions, embedCommand } from "./commands/embed";
import { type ExportOptions, exportCommand, exportHelp } from "./commands/export";
import { type GenerateOptions, generateCommand } from "./commands/generate";
import { Complaint, tellError } from "./complaint";
import { batchOption, correctionsOption, cropOption, fileOption, numberOption, stepsOption } from "./options";
import type { Terminal } from "./words";

const machineOutput = ["--json", "print one JSON object"] as const;

/** Runs `seedbed PARAMETERS` and answers its exit status; never throws. */
export async function runCommandLine(parameters: readonly string[], terminal: Terminal): Promise<number> {
  const json = parameters.includes("--json");
  let status = 0;
  const program = new Command("seedbed")
    .description("Seeds behind images, without a server. MODEL is a model's name or its folder.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.print(text), writeErr: () => undefined });

  program
    .command("generate")
    .description("generate an image from a seed")
    .argument("<model>", "a model's name or folder")
    .option("--seed <file.npy>", "the seed, as a NumPy array of float32")
    .option("--number <number>", "draw the seed from this number", numberOption)
    .option("--steps <steps>", "denoising steps, 1 to 100", stepsOption, 10)
    .option("--out <image.png>", "where the image goes", fileOption(".png"), "image.png")
    .option("--seed-out <seed.npy>", "where the seed goes", fileOption(".npy"))
    .option("--steps-out <steps.webp>", "where the steps go, as an animation", fileOption(".webp"))
    .option(...machineOutput)
    .action((model: string, options: GenerateOptions) => generateCommand(terminal, model, options));

  program
    .command("embed")
    .description("find the seed of a picture")
    .argument("<model>", "a model's name or folder")
    .argument("<picture>", "JPEG, PNG, WebP, AVIF, GIF or TIFF")
    .option("--corrections <count>", "corrections of every inversion step, 0 to 20", correctionsOption, 3)
    .option("--steps <steps>", "denoising steps, 1 to 100", stepsOption, 10)
    .option("--crop <left,top,size>", "the square to use, in pixels", cropOption)
    .option("--out <seed.npy>", "where the seed goes", fileOption(".npy"))
    .option("--reconstruction <rec.png>", "where the image generated from it goes", fileOption(".png"))
    .option(...machineOutput)
    .action((model: string, picture: string, options: EmbedOptions) => embedCommand(terminal, model, picture, options));

  program
    .command("export")
    .description("write a model's denoiser, or its whole generator, as an ONNX file")
    .argument("<model>", "a model's name or folder")
    .requiredOption("--onnx <file.onnx>", "where it goes", fileOption(".onnx"))
    .option("--generator", "the whole generator, from seeds to images")
    .option("--steps <steps>", "denoising steps of the generator, 1 to 100 (default: 10)", stepsOption)
    .option("--batch <count>", "images computed together, 1 to 256", batchOption, 1)
    .option(...machineOutput)
    .addHelpText("after", exportHelp)
    .action((model: string, options: ExportOptions) => exportCommand(terminal, model, options));

  program
    .command("check")
    .description("hold the engines of this machine against a model folder's golden vectors")
    .argument("<folder>", "a model's folder or name")
    .option("--engine <name>", "this engine alone: onnxruntime, or tensorflow")
    .option("--device <name>", "this device alone: cuda, webgpu or cpu; of tensorflow cuda, cpu or javascript")
    .option(...machineOutput)
    .action(async (folder: string, options: CheckOptions) => {
      status = await checkCommand(terminal, folder, options);
    });

  program
    .command("doctor")
    .description("say what this machine has and what it lacks")
    .option(...machineOutput)
    .action(async (options: { json?: boolean }) => {
      status = await doctorCommand(terminal, options);
    });

  try {
    await program.parseAsync(parameters, { from: "user" });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellError(error, json, terminal);
    if (error.exitCode === 0) return status;
    return tellError(new Complaint("bad_usage", sentenceOf(error, program.helpInformation())), json, terminal);
  }
}

/** Commander's message without its prefix; where no command was named, the help itself. */
function sentenceOf({ code, message }: CommanderError, help: string): string {
  if (code === "commander.help") return `Name a command.\n${help}`;
  return message.replace(/^error: /, "");
}
