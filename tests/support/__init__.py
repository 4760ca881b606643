"""What tests stand on: the browser, a web server, the built site, the tools of Node.js."""
