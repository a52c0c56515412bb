"""A subset of aria2's JSON-RPC, so that its clients can use MediaDL; the routes lie in `routes.aria2`."""
