"""Health, readiness and metrics, for whoever runs the service."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.metrics import Metrics
from api.problems import problem
from api.schemas import Health, Live, Ready
from api.workers import Pool
from kg.store import Store

router = APIRouter(tags=["service"])


def count_articles(store: Store) -> int:
    """The number of articles."""
    return len(store.articles())


@router.get("/health", summary="What does the service hold?", response_model=Health)
@router.head("/health", include_in_schema=False)
async def health(request: Request) -> dict[str, Any]:
    """The number of quads and articles, and the id of the snapshot that is asked now. 503 where there is none."""
    pool: Pool = request.app.state.pool
    articles = await pool.call(count_articles)
    generation = pool.generation
    quads = generation.quads if generation else 0
    return {"status": "ok", "quads": quads, "articles": articles, "snapshot": pool.snapshot}


@router.get("/health/live", summary="Is the server alive?", response_model=Live)
@router.head("/health/live", include_in_schema=False)
async def live() -> dict[str, str]:
    """Yes, if it answers at all."""
    return {"status": "alive"}


@router.get("/health/ready", summary="Can questions be answered?", responses={200: {"model": Ready}})
@router.head("/health/ready", include_in_schema=False)
async def ready(request: Request) -> Response:
    """200 once a snapshot is loaded, 503 with the reason before."""
    pool: Pool = request.app.state.pool
    if pool.generation is None:
        return problem(503, pool.fault, instance="/health/ready", headers={"Retry-After": "2"})
    return Response('{"status":"ready"}', media_type="application/json")


@router.get(
    "/metrics",
    summary="Numbers for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(request: Request) -> Response:
    """Requests by route and status, seconds, workers by state, what became of questions, the cache, quads."""
    found: Metrics = request.app.state.metrics
    return Response(found.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
