/** The data layer of the signed-in member, for hooks. */
import { createContext, useContext } from 'react';
import type { DataLayer } from './data-layer.ts';

const DataContext = createContext<DataLayer | null>(null);

export const DataProvider = DataContext.Provider;

export function useDataLayer(): DataLayer {
  const layer = useContext(DataContext);
  if (!layer) throw new Error('useDataLayer needs a signed-in member');
  return layer;
}
