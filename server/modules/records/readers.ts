import { type MeshConverter, startMeshConverter } from '#platform/meshes/convert-in-child.ts';
import { type PicturePreparer, startPicturePreparer } from '#platform/pictures/picture-preparer.ts';
import { type SetupReader, startSetupReader } from '../setup-files/index.ts';

/** The processes that read what people upload. They start when the first file is announced, and so are warm when it has arrived. */
export type Readers = {
  meshes(): MeshConverter;
  pictures(): PicturePreparer;
  setups(): SetupReader;
  close(): void;
};

export function lazyReaders(): Readers {
  let meshes: MeshConverter | undefined;
  let pictures: PicturePreparer | undefined;
  let setups: SetupReader | undefined;
  return {
    meshes() {
      meshes ??= startMeshConverter();
      return meshes;
    },
    pictures() {
      pictures ??= startPicturePreparer();
      return pictures;
    },
    setups() {
      setups ??= startSetupReader();
      return setups;
    },
    close() {
      meshes?.close();
      pictures?.close();
      setups?.close();
    },
  };
}
