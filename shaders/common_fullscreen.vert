#version 330 core
// One triangle over the whole target: (-1, -1), (3, -1), (-1, 3). No vertex data.

out vec2 uv;  // 0..1 over the viewport, v upwards

void main()
{
    vec2 corner = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1));
    uv = 0.5 * corner;
    gl_Position = vec4(corner - 1.0, 0.0, 1.0);
}
