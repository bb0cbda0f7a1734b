import { ModelsPage } from "@/components/models/models-page";

export default function SessionModelsPage() {
  return <ModelsPage />;
}
