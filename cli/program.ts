import { Command, CommanderError, Option } from "commander";
import { embedderNetworkNames } from "../gpu-worker/networks/network";
import { schedules } from "../gpu-worker/training/recipe";
import { type CheckOptions, checkCommand } from "./commands/check";
import { doctorCommand } from "./commands/doctor";
import { type EmbedOptions, embedCommand } from "./commands/embed";
import { type ExportOptions, exportCommand, exportHelp } from "./commands/export";
import { type GenerateOptions, generateCommand } from "./commands/generate";
import { type ImportOptions, importCommand } from "./commands/import";
import { type ModelsOptions, modelsCommand } from "./commands/models";
import {
  type TrainDenoiserOptions,
  type TrainEmbedderOptions,
  trainDenoiserCommand,
  trainEmbedderCommand,
} from "./commands/train";
import { Complaint, tellError } from "./complaint";
import { embedMethodNames } from "./embed-method";
import {
  batchOption,
  correctionsOption,
  countOption,
  cropOption,
  evaluationsOption,
  fileOption,
  iterationsOption,
  numberOption,
  positiveOption,
  positiveShareOption,
  seedsOption,
  shareOption,
  stepsOption,
  wholeOption,
  widthsOption,
} from "./options";
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
    .addOption(
      new Option("--method <name>", "how (default: inversion, or embedder where one is named)").choices(
        embedMethodNames,
      ),
    )
    .option("--embedder <model>", "embedder, best: an embedder of the model, which finds the seed at once")
    .option("--corrections <count>", "inversion: of every step, 0 to 20 (default: 3)", correctionsOption)
    .option("--iterations <count>", "descent, refine: how many (default: 300; the paper's 1500)", iterationsOption)
    .option("--learning-rate <rate>", "descent, refine: of Adam (default: 0.01)", positiveShareOption)
    .addOption(new Option("--rate <course>", "descent, refine: how it goes on").choices(["constant", "falling"]))
    .addOption(new Option("--loss <error>", "descent, refine: what is to be small").choices(["absolute", "squared"]))
    .option("--penalty <weight>", "descent, refine: of the seed's mean square (default: 0.005)", shareOption)
    .option("--seeds <count>", "descent: random seeds that are tried at once, 1 to 64 (default: 1)", seedsOption)
    .option("--number <number>", "descent: the first of them is drawn from this number (default: 0)", numberOption)
    .option("--start <seed.npy>", "refine: the seed that is refined")
    .option("--wished <error>", "descent, refine, best: end at this mean squared error", positiveShareOption)
    .option("--evaluations <count>", "best: of the network, at most (default: 500)", evaluationsOption)
    .option("--strength <factor>", "image: of the picture as its own seed, 0 to 1 (default: 1)", positiveShareOption)
    .option("--realism <share>", "0 is the seed that was found, 1 one as random ones are", shareOption, 0)
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

  const train = program.command("train").description("learn a model from pictures");
  const pictures = ["--data <path>", "a folder of pictures, IDX files, .npy, .npz or .zip"] as const;
  const trainingOptions = (command: Command) =>
    command
      .requiredOption(...pictures)
      .requiredOption("--out <folder>", "where the model goes; the same command goes on with what was begun there")
      .option("--epochs <epochs>", "how often every picture is seen", positiveOption)
      .option("--steps <steps>", "steps instead of epochs", countOption)
      .option("--batch <count>", "pictures of one step", countOption)
      .option("--learning-rate <rate>", "of AdamW", positiveOption)
      .option("--weight-decay <rate>", "of AdamW", shareOption)
      .option("--averaging <share>", "what the averages of weights keep of themselves at a step", shareOption)
      .option("--decay <share>", "of the steps, at the end, in which the learning rate falls to 0", shareOption)
      .option("--interval <steps>", "between two points of the curve (default: 40 points)", countOption)
      .option("--flip", "see half of the pictures left to right (default: colour pictures)")
      .option("--no-flip", "see every picture as it is")
      .option("--number <number>", "draw all that is random from this number", numberOption)
      .option("--limit <count>", "use only so many pictures", countOption)
      .option("--from <model>", "begin with the weights of a model of the same network")
      .option(
        "--checkpoint <seconds>",
        "how much computing may be lost when the machine ends of a sudden",
        wholeOption,
        60,
      )
      .option("--preview", "say what it takes, and learn nothing")
      .option(...machineOutput);
  trainingOptions(train.command("denoiser").description("learn a denoiser, from which images are generated"))
    .option("--size <pixels>", "height and width", countOption)
    .option("--channels <count>", "1 for grey, 3 for colour", countOption)
    .option("--widths <list>", "channels at each resolution", widthsOption, [32, 64, 96, 128])
    .option("--depth <blocks>", "residual blocks at each resolution", countOption, 2)
    .addOption(
      new Option("--schedule <kind>", "how noise grows").choices(Object.keys(schedules)).default("continuous-cosine"),
    )
    .action(async (options: TrainDenoiserOptions) => {
      status = await trainDenoiserCommand(terminal, options);
    });
  trainingOptions(train.command("embedder").description("learn to find the seeds of a generator's images at once"))
    .requiredOption("--generator <model>", "the denoiser it learns the seeds of")
    .addOption(new Option("--network <name>", "of Table 1").choices(embedderNetworkNames).default("unet"))
    .addOption(
      new Option("--loss <kind>", "which error of reconstructions is to be small")
        .choices(["absolute", "squared"])
        .default("absolute"),
    )
    .option("--pairs <steps>", "steps at the beginning that learn the seeds of generated images", wholeOption, 0)
    .option("--inverted <count>", "let these steps learn so many pictures' own seeds, found by inversion", countOption)
    .option("--corrections <count>", "corrections of every step of that inversion, 0 to 20", correctionsOption, 5)
    .option("--seeds <file>", "where the found seeds are kept for other trainings, rather than in the folder")
    .action(async (options: TrainEmbedderOptions) => {
      status = await trainEmbedderCommand(terminal, options);
    });

  program
    .command("models")
    .description("list the installed models, each read whole and verified")
    .option("--prune", "remove what trainings left and have not written to for an hour: checkpoints, unfinished files")
    .option(...machineOutput)
    .action(async (options: ModelsOptions) => {
      status = await modelsCommand(terminal, options);
    });

  program
    .command("import")
    .description("make a model of the weights that Keras saved of the published networks")
    .argument("<file.h5>", ".h5, .hdf5 or .weights.h5")
    .requiredOption("--out <folder>", "where the model goes")
    .addOption(new Option("--kind <kind>", "what it is").choices(["denoiser", "embedder"]).default("denoiser"))
    .option("--generator <model>", "of an embedder: the denoiser whose seeds it finds")
    .requiredOption("--size <pixels>", "height and width", countOption)
    .option("--channels <count>", "1 for grey, 3 for colour", countOption, 3)
    .option("--widths <list>", "channels at each resolution", widthsOption, [48, 96, 192, 384])
    .option("--depth <blocks>", "residual blocks at each resolution", countOption, 2)
    .option(...machineOutput)
    .action((file: string, options: ImportOptions) => importCommand(terminal, file, options));

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
