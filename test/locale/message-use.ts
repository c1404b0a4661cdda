import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * The keys that the sources look up. The compiler knows them: wherever something of the type `Translate` is
 * called, the signature it chose names the key, or, for a key that is put together (`declined-${reason}`), every
 * key that it can be. So nothing has to be listed here by hand.
 */
export function keysInUse(): Set<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const sources = fileNames.filter((file) => file.startsWith(`${root}src/`));
  const program = ts.createProgram(sources, options);
  const checker = program.getTypeChecker();
  const keys = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslate(checker.getTypeAtLocation(node.expression)))
      for (const key of keysOf(checker, node)) keys.add(key);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (sources.includes(file.fileName)) visit(file);
  return keys;
}

function isTranslate(type: ts.Type): boolean {
  return type.aliasSymbol?.name === 'Translate';
}

function keysOf(checker: ts.TypeChecker, call: ts.CallExpression): string[] {
  const parameter = checker.getResolvedSignature(call)?.parameters[0];
  if (!parameter) return [];
  const type = checker.getTypeOfSymbol(parameter);
  return (type.isUnion() ? type.types : [type]).flatMap((part) =>
    part.isStringLiteral() ? [part.value] : [],
  );
}
