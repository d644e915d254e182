"""集群: documents rendered and checked on several machines, through Dask (decision 0082)."""
