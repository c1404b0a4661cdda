import { defineConfig } from 'prisma/config';

// Generating the client needs no schema engine; naming one keeps Prisma from looking for a download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= '/bin/true';

export default defineConfig({ schema: 'prisma/schema.prisma' });
