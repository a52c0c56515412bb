"""The models say what is really sent."""

import json

from mediadl.contract.aria2 import RpcAnswer, RpcRequest
from mediadl.server.aria2.messages import RpcError, failure, result, written


def test_answers_and_calls_fit_the_models() -> None:
    for answer in (result("a", [1]), failure(None, RpcError("No.")), result(1, "OK")):
        assert RpcAnswer.model_validate(json.loads(written(answer))).jsonrpc == "2.0"
    assert RpcRequest(method="aria2.getVersion").model_dump(exclude_unset=True) == {
        "method": "aria2.getVersion"
    }
