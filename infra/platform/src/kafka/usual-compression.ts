/** How a producer compresses unless said: the fastest of them. The packaged feed has another one, which Node brings. */
export const usualCompression = 'lz4';
