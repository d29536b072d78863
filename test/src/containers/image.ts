import { getContainerRuntimeClient, ImageName } from 'testcontainers';

/** Gets an image where the daemon has none of this name. Returns why it can't be had, or undefined. */
export async function pull(name: string): Promise<string | undefined> {
  const { image } = await getContainerRuntimeClient();
  const wanted = ImageName.fromString(name);
  if (await image.exists(wanted)) return undefined;
  try {
    await image.pull(wanted);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
