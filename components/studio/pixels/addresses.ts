/** Where the session's pictures lie; all of them never change, so browsers keep them. */
export function addressesIn(sessionId: string) {
  const base = `/api/sessions/${sessionId}`;
  return {
    display: (pictureId: string) => `${base}/pictures/${pictureId}/display`,
    seedPreview: (seedId: string) => `${base}/seeds/${seedId}/preview`,
    seedTensor: (seedId: string) => `${base}/seeds/${seedId}/tensor`,
    target: (revisionId: string) => `${base}/revisions/${revisionId}/target`,
    image: (revisionId: string) => `${base}/revisions/${revisionId}/image`,
    trajectory: (revisionId: string) => `${base}/revisions/${revisionId}/trajectory`,
    animation: (revisionId: string) => `${base}/revisions/${revisionId}/animation`,
  };
}
