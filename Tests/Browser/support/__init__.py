"""What the browser tests are written with: a server, browsers, pages, a camera, a virtual phone."""
