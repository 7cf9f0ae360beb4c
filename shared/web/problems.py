"""Every error becomes an answer a person or a program can use; none shows a traceback."""

from __future__ import annotations

import logging
import re
import secrets
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, g, json, redirect, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, UnprocessableEntity

from shared.db import DatabaseAway, RunAgain
from shared.errors import FieldProblem, InvalidFields, NotSignedIn, Refused, TryLater
from shared.web.complaints import complaint

log = logging.getLogger(__name__)

HTTP_SENTENCES = {
    400: "请求的内容读不懂",
    401: "请先登录",
    403: "您的岗位没有办理这项操作的权限",
    404: "没有找到这个页面",
    405: "这个地址不接受这种操作",
    411: "请求没有写明长度（Content-Length）",
    413: "内容太大，最多 1 MB",
    415: "内容的格式（Content-Type）不对",
    422: "有几项内容需要改正",
}
MISHAP = "系统出了意外，没有保存任何内容。请把编号 {number} 告诉运维人员"
EXPIRED = "页面打开太久已失效，请退回上一页刷新后再提交一次"
CODE = re.compile(r"[\w.:-]*", re.ASCII)


def init_app(app: Flask) -> None:
    """Have every kind of error answered here."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, lambda _: _answer(400, "page-expired", gettext(EXPIRED)))
    app.register_error_handler(UnprocessableEntity, _unprocessable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DatabaseAway, _away)
    app.register_error_handler(RunAgain, _away)
    app.register_error_handler(Exception, _mishap)


def wants_json() -> bool:
    """Whether the door asked at is the JSON one."""
    return "/api/" in request.path


def field_problems(messages: Any, path: str = "") -> tuple[FieldProblem, ...]:
    """marshmallow's nested messages (codes) as a flat list with dotted paths."""
    if isinstance(messages, dict):
        inner = ((_join(path, key), value) for key, value in messages.items())
        return tuple(problem for key, value in inner for problem in field_problems(value, key))
    codes = messages if isinstance(messages, list) else [messages]
    return tuple(FieldProblem(path, *str(code).split(":", 1)) for code in codes)


def as_invalid_fields(error: ValidationError) -> InvalidFields:
    """marshmallow's error as the refusal that names each field."""
    return InvalidFields(*field_problems(error.messages))


def _join(path: str, key: Any) -> str:
    part = "" if key in ("_schema", "json", "query", "form") else str(key)
    return f"{path}.{part}" if path and part else path or part


def _refused(error: Refused) -> Response:
    if isinstance(error, NotSignedIn) and not wants_json() and request.method == "GET":
        here = quote(request.full_path.rstrip("?"))
        return redirect(f"/console/sign-in?next={here}", 303)  # type: ignore[return-value]
    problems = error.problems if isinstance(error, InvalidFields) else ()
    response = _answer(error.status, error.code, gettext(error.sentence).format(**error.facts), problems)
    if error.status == NotSignedIn.status:
        response.headers["WWW-Authenticate"] = "Bearer"
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _unprocessable(error: UnprocessableEntity) -> Response:
    messages = getattr(error, "data", {}).get("messages")
    return _refused(InvalidFields(*field_problems(messages or {})))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]
    sentence = gettext(HTTP_SENTENCES.get(status, HTTP_SENTENCES[400]))
    response = _answer(status, f"http-{status}", sentence)
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _away(error: Exception) -> Response:
    log.warning("database away", extra={"path": request.path, "reason": str(error)})
    return _refused(TryLater())


def _mishap(error: Exception) -> Response:
    number = secrets.token_hex(4)
    log.error("request failed", exc_info=error, extra={"number": number, "path": request.path})
    return _answer(500, "mishap", gettext(MISHAP).format(number=number))


def _answer(status: int, code: str, sentence: str, problems: tuple[FieldProblem, ...] = ()) -> Response:
    if wants_json():
        return _problem_json(status, code, sentence, problems)
    g.setdefault("staff", None)
    html = render_template("problem.html", status=status, sentence=sentence, problems=problems, typed=_typed())
    return Response(html, status=status, mimetype="text/html")


def _typed() -> list[str]:
    """What somebody wrote into the form that is refused: words, not codes or passwords. Theirs to take along."""
    if request.method != "POST" or (request.content_length or 0) > request.max_content_length:  # type: ignore[operator]
        return []
    said = ((name, value.strip()) for name, value in request.form.items(multi=True) if name != "csrf_token")
    return [text for name, text in said if "password" not in name and not CODE.fullmatch(text)]


def _problem_json(status: int, code: str, sentence: str, problems: tuple[FieldProblem, ...]) -> Response:
    body: dict[str, Any] = {
        "type": f"urn:liandong:problem:{code}",
        "title": sentence,
        "status": status,
        "instance": request.path,
    }
    if problems:
        body["errors"] = [{"field": p.field, "code": p.code, "detail": complaint(p)} for p in problems]
    return Response(json.dumps(body), status=status, mimetype="application/problem+json")
