/** Where a training's files lie. */
export function filesOf(sessionId: string, trainingId: string) {
  const base = `/api/sessions/${sessionId}/trainings/${trainingId}`;
  return {
    samples: (version: number) => `${base}/samples?version=${version}`,
    config: `${base}/model.json`,
    weights: `${base}/weights.safetensors`,
  };
}
