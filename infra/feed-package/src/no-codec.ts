/**
 * Stands in for packages with native code that only readers of Kafka need. The feed reads nothing from Kafka, and writes
 * with the compressions that Node brings.
 */
const missing = async (): Promise<never> => {
  throw new Error('this program can not use this compression: it only sends');
};

export default { compress: missing, uncompress: missing, compressFrame: missing, decompressFrame: missing };
