"""The HTTP service: SPARQL, REST resources and downloads over one store."""
